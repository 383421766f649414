import { getLocale, getTranslations } from 'next-intl/server';
import { Watermark } from '@/components/shell/watermark';
import { Breadcrumb, PageHead } from '@/components/ui/heads';
import { Link } from '@/components/ui/link';
import type { Actor } from '@/domain/actor';
import { labelOf } from '@/i18n/label';
import { formatInstant } from '@/lib/format-day';
import { currentTime } from '@/server/clock';
import type { Registration } from '../registration-queries';

/** The head of each page of a registration: what was chosen at its start, with the way back there. */
export async function RegistrationHead({
  actor,
  registration,
  title,
}: {
  actor: Actor;
  registration: Registration;
  title?: string;
}) {
  const t = await getTranslations('consultations');
  const cases = await getTranslations('cases');
  const locale = await getLocale();
  const { id, form, kind, programmeId, townshipId, project } = registration;
  const back = new URLSearchParams({
    registration: id,
    programme: programmeId,
    kind,
    township: String(townshipId),
    ...(project ? { project: project.id } : {}),
  });
  return (
    <>
      <Watermark text={`${labelOf(actor.displayName, locale)} ${actor.staffNumber} ${formatInstant(currentTime())}`} />
      <Breadcrumb
        items={[
          { label: cases('title'), href: '/cases' },
          { label: t('title'), ...(title ? { href: `/cases/new/${id}` } : {}) },
          ...(title ? [{ label: title }] : []),
        ]}
      />
      <PageHead
        title={title ?? t('title')}
        below={
          <>
            <span>{labelOf(form.programmeName, locale)}</span>
            <span>{cases(`applicantKinds.${kind}`)}</span>
            <span>{form.townshipName}</span>
            {project && <span>{t('start.project', { reference: project.reference, name: project.name })}</span>}
            <Link href={`/cases/new?${back}`}>
              {t('start.change')}
              <span className="sr-only">{t('start.changeWhat')}</span>
            </Link>
          </>
        }
        rule
      />
    </>
  );
}
