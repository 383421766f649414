import { getTranslations } from 'next-intl/server';
import { EmptyState } from '@/components/ui/empty-state';
import { SectionHead } from '@/components/ui/heads';
import { Link } from '@/components/ui/link';
import { Section } from '@/components/ui/page';
import { SayBar } from '@/components/ui/say-bar';
import type { Actor } from '@/domain/actor';
import { dayOf } from '@/domain/calendar';
import { currentTime } from '@/server/clock';
import { getNoticeDesk } from '../queries';
import { NoticeFacts } from './notice-facts';

/** 公示 on the page of a case, where the programme wants one: what is up, and what stands against it. */
export async function NoticePanel({ actor, caseId }: { actor: Actor; caseId: string }) {
  const desk = await getNoticeDesk(actor, caseId, dayOf(currentTime()));
  if (!desk?.facts.definition.publicNotice) return null;
  const t = await getTranslations('public-notices');
  const [latest] = desk.notices;
  const open = desk.objections.filter((row) => row.answer === null).length;
  return (
    <Section>
      <SectionHead end={<Link href={`/cases/${caseId}/public-notice`}>{t('toDesk')}</Link>}>{t('one')}</SectionHead>
      {open > 0 && (
        <SayBar tone="red" detail={t('heldNext')} className="my-3">
          {t('held', { count: open })}
        </SayBar>
      )}
      {latest ? <NoticeFacts notice={latest} /> : <EmptyState title={t('none')}>{t('noneNext')}</EmptyState>}
    </Section>
  );
}
