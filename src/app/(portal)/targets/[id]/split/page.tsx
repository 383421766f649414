import { notFound } from 'next/navigation';
import { getLocale, getTranslations } from 'next-intl/server';
import { titled } from '@/app/page-title';
import { Breadcrumb, PageHead } from '@/components/ui/heads';
import { Page, Section } from '@/components/ui/page';
import { UnitSwitch } from '@/components/ui/unit-switch';
import { unitOf } from '@/domain/measures';
import { amountToInput } from '@/domain/money';
import { SplitForm } from '@/features/targets/components/split-form';
import { getSplit } from '@/features/targets/queries';
import { labelOf } from '@/i18n/label';
import { requireActor } from '@/server/auth';
import { currentTime } from '@/server/clock';
import { displayUnit } from '@/server/preferences';

export const generateMetadata = titled('targets', 'split');

export default async function SplitTargetPage({ params }: { params: Promise<{ id: string }> }) {
  const actor = await requireActor();
  const view = await getSplit(actor, (await params).id, currentTime());
  if (!view) notFound();
  const t = await getTranslations('targets');
  const units = await getTranslations('cases.units');
  const locale = await getLocale();
  const unit = await displayUnit();
  const { target, method } = view;
  const heading = t('heading', { place: labelOf(target.place, locale), name: labelOf(target.name, locale) });
  return (
    <Page>
      <Breadcrumb
        items={[
          { label: t('title'), href: '/targets' },
          { label: heading, href: `/targets/${target.id}` },
          { label: t('split') },
        ]}
        end={<UnitSwitch current={unit} />}
      />
      <PageHead title={t('split')} below={t('splitNote')} rule />
      <Section>
        <SplitForm
          targetId={target.id}
          measure={target.measure}
          unit={unit}
          unitName={unitOf(target.measure) === 'FEN' ? units(unit) : t('cases')}
          milestones={view.milestones}
          method={method ?? 'EQUAL'}
          places={view.places.map(({ key, name, weight }) => ({
            key,
            name: labelOf(name, locale),
            weights:
              weight === null || method === null
                ? {}
                : { [method]: method === 'FUNDS' ? amountToInput(weight, 'WAN') : `${weight}` },
          }))}
        />
      </Section>
    </Page>
  );
}
