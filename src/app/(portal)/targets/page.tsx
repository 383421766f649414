import { notFound } from 'next/navigation';
import { getLocale, getTranslations } from 'next-intl/server';
import { titled } from '@/app/page-title';
import { ButtonLink } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { PageHead } from '@/components/ui/heads';
import { Page, Section } from '@/components/ui/page';
import { SayBar } from '@/components/ui/say-bar';
import { Tabs } from '@/components/ui/tabs';
import { UnitSwitch } from '@/components/ui/unit-switch';
import { can } from '@/domain/permissions';
import { TargetTable } from '@/features/targets/components/target-table';
import { listTargets } from '@/features/targets/queries';
import { labelOf } from '@/i18n/label';
import { requireActor } from '@/server/auth';
import { currentTime } from '@/server/clock';
import { displayUnit } from '@/server/preferences';

export const generateMetadata = titled('targets', 'title');

type Search = Promise<{ programme?: string; done?: string }>;

export default async function TargetsPage({ searchParams }: { searchParams: Search }) {
  const actor = await requireActor();
  if (!can(actor, 'figure.read')) notFound();
  const { programme, done } = await searchParams;
  const asked = typeof programme === 'string' ? programme : null;
  const { rows, programmes, maySet } = await listTargets(actor, asked, currentTime());
  const t = await getTranslations('targets');
  const locale = await getLocale();
  const unit = await displayUnit();
  return (
    <Page>
      <PageHead
        title={t('title')}
        meta={t('meta')}
        actions={
          <>
            <UnitSwitch current={unit} />
            {maySet && (
              <ButtonLink href="/targets/new" variant="primary">
                {t('new')}
              </ButtonLink>
            )}
          </>
        }
        rule
      />
      {done === 'discarded' && (
        <SayBar tone="green" live className="my-3">
          {t('done.discarded')}
        </SayBar>
      )}
      {programmes.length > 1 && (
        <Section>
          <Tabs
            label={t('programme')}
            items={[
              { href: '/targets', label: t('programmes'), current: asked === null },
              ...programmes.map(({ id, name }) => ({
                href: `/targets?programme=${id}`,
                label: labelOf(name, locale),
                current: id === asked,
              })),
            ]}
          />
        </Section>
      )}
      {rows.length === 0 ? (
        <EmptyState title={t('empty')}>{t('emptyNext')}</EmptyState>
      ) : (
        <Section>
          <TargetTable rows={rows} unit={unit} caption={t('title')} />
        </Section>
      )}
    </Page>
  );
}
