import { getTranslations } from 'next-intl/server';
import { titled } from '@/app/page-title';
import { ShortcutList } from '@/components/shell/shortcut-list';
import { ShortcutSwitch } from '@/components/shell/shortcut-switch';
import { Breadcrumb, PageHead } from '@/components/ui/heads';
import { Page, Section } from '@/components/ui/page';
import { requireActor } from '@/server/auth';
import { hasShortcuts } from '@/server/preferences';
import { shortcutPlaces } from '../../shortcut-places';

export const generateMetadata = titled('help', 'shortcutsTitle');

/** The keys, and the switch that turns them off for whoever speaks to the machine or types by other means. */
export default async function ShortcutsPage() {
  const actor = await requireActor();
  const t = await getTranslations('help');
  const shell = await getTranslations('shell');
  return (
    <Page>
      <Breadcrumb items={[{ label: t('title'), href: '/help' }, { label: t('shortcutsTitle') }]} />
      <PageHead title={t('shortcutsTitle')} below={shell('shortcuts.note')} rule />
      <Section className="max-w-140">
        <ShortcutList destinations={await shortcutPlaces(actor)} />
      </Section>
      <Section>
        <ShortcutSwitch on={await hasShortcuts()} />
      </Section>
    </Page>
  );
}
