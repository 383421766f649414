import { notFound } from 'next/navigation';
import { getLocale, getTranslations } from 'next-intl/server';
import { titled } from '@/app/page-title';
import { ActionForm } from '@/components/ui/action-form';
import { EmptyState } from '@/components/ui/empty-state';
import { Field } from '@/components/ui/field';
import { Breadcrumb, PageHead, SectionHead } from '@/components/ui/heads';
import { TextArea } from '@/components/ui/inputs';
import { Page, Section } from '@/components/ui/page';
import { ConfirmPanel } from '@/components/ui/panels';
import { SayBar } from '@/components/ui/say-bar';
import { SubmitButton } from '@/components/ui/submit-button';
import { HAND_OVER_KINDS } from '@/domain/hand-over';
import { can } from '@/domain/permissions';
import { handOver } from '@/features/hand-overs/actions';
import { ChoosePerson, FindPerson } from '@/features/hand-overs/components/choose-person';
import { ItemTable } from '@/features/hand-overs/components/item-table';
import { MAX_CASES, type Preview, previewHandOver } from '@/features/hand-overs/item-queries';
import { listLeavers } from '@/features/hand-overs/people-queries';
import { labelOf } from '@/i18n/label';
import { requireActor } from '@/server/auth';
import { describeRefusal } from '@/server/refusal-text';

export const generateMetadata = titled('hand-overs', 'new');

type Search = Promise<Partial<Record<'from' | 'to' | 'q', string>>>;

export default async function NewHandOverPage({ searchParams }: { searchParams: Search }) {
  const actor = await requireActor();
  if (!can(actor, 'hand-over.make')) notFound();
  const { from = '', to = '', q = '' } = await searchParams;
  const t = await getTranslations('hand-overs');
  const preview = from === '' ? null : await previewHandOver(actor, from, to === '' ? null : to);
  if (from !== '' && !preview) notFound();
  const { people, more } = preview ? { people: [preview.leaver], more: false } : await listLeavers(actor, q);
  return (
    <Page>
      <Breadcrumb items={[{ label: t('title'), href: '/hand-overs' }, { label: t('new') }]} />
      <PageHead title={t('new')} meta={t('draftsStay')} rule />
      {!preview && (more || q !== '') && <FindPerson query={q} />}
      {!preview && more && <p className="text-sm text-ink-2">{t('morePeople', { count: people.length })}</p>}
      {people.length === 0 ? (
        <EmptyState title={t('nobody')}>{t('nobodyNext')}</EmptyState>
      ) : (
        <ChoosePerson name="from" label={t('from')} people={people} chosen={preview?.leaver.id ?? null} />
      )}
      {preview && <Chosen preview={preview} />}
    </Page>
  );
}

/** The leaver's open work, to whom it can go, and the last step. */
async function Chosen({ preview }: { preview: Preview }) {
  const t = await getTranslations('hand-overs');
  const locale = await getLocale();
  const { leaver, successor, items, refusal } = preview;
  const count = (kind: (typeof HAND_OVER_KINDS)[number]) => items.filter((item) => item.kind === kind).length;
  const stays = items.filter((item) => item.kept !== null).length;
  if (items.length === 0)
    return <EmptyState title={t('nothing', { name: labelOf(leaver.name, locale) })}>{t('nothingNext')}</EmptyState>;
  return (
    <>
      {preview.successors.length === 0 ? (
        <EmptyState title={t('noSuccessor')}>{t('noSuccessorNext')}</EmptyState>
      ) : (
        <ChoosePerson name="to" label={t('to')} people={preview.successors} chosen={successor?.id ?? null}>
          <input type="hidden" name="from" value={leaver.id} />
        </ChoosePerson>
      )}
      <Section>
        <SectionHead
          note={HAND_OVER_KINDS.filter((kind) => count(kind) > 0)
            .map((kind) => t('countOf', { kind: t(`kinds.${kind}`), count: count(kind) }))
            .join(t('separator'))}
        >
          {t('itemsOf', { name: labelOf(leaver.name, locale), count: items.length })}
        </SectionHead>
        {preview.more && <SayBar tone="amber">{t('inParts', { count: MAX_CASES })}</SayBar>}
        <ItemTable
          caption={t('items')}
          done={false}
          items={items.map((item) => ({
            ...item,
            title: item.named?.title ?? null,
            href: item.named?.caseId ? `/cases/${item.named.caseId}` : null,
          }))}
        />
      </Section>
      {successor && refusal && (
        <SayBar tone="amber" className="mt-4">
          {await describeRefusal(refusal)}
        </SayBar>
      )}
      {successor && !refusal && stays === items.length && (
        <SayBar tone="amber" className="mt-4">
          {await describeRefusal({ code: 'SUCCESSOR_CANNOT_TAKE', params: { count: stays } })}
        </SayBar>
      )}
      {successor && !refusal && stays < items.length && (
        <ConfirmPanel
          title={t('confirm')}
          why={t('consequence', { goes: items.length - stays, stays, to: labelOf(successor.name, locale) })}
          className="mt-6"
        >
          <ActionForm action={handOver} aria-label={t('confirm')}>
            <input type="hidden" name="fromId" value={leaver.id} />
            <input type="hidden" name="toId" value={successor.id} />
            <Field name="reason" label={t('reason')} hint={t('reasonHint')} required>
              <TextArea rows={2} maxLength={500} />
            </Field>
            <SubmitButton>{t('submit', { count: items.length - stays })}</SubmitButton>
          </ActionForm>
        </ConfirmPanel>
      )}
    </>
  );
}
