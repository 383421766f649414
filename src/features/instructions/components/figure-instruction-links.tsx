import { getTranslations } from 'next-intl/server';
import { Link } from '@/components/ui/link';
import type { Actor } from '@/domain/actor';
import { can } from '@/domain/permissions';
import type { About } from '@/features/figures/links';
import { FIGURE_MEASURES } from '../figure';

/** For a leader: the way from each headline figure to an instruction on it. */
export async function FigureInstructionLinks({ actor, about }: { actor: Actor; about: About }) {
  if (!can(actor, 'instruction.issue')) return null;
  const t = await getTranslations('instructions');
  const query = { region: String(about.regionId), programme: about.programmeId, asOf: about.asOf };
  return (
    <nav
      aria-label={t('issueOnFigure')}
      className="screen-only flex flex-wrap gap-x-4 gap-y-1 border-b border-rule py-1.5 text-sm"
    >
      <span className="text-ink-2">{t('issueOnFigure')}</span>
      {FIGURE_MEASURES.map((measure) => (
        <Link
          key={measure}
          href={`/instructions/new?${new URLSearchParams({ measure, ...query })}`}
          className="inline-flex min-h-6 items-center max-md:min-h-11"
        >
          {t(`measures.${measure}`)}
        </Link>
      ))}
    </nav>
  );
}
