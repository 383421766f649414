import { getTranslations } from 'next-intl/server';
import { titled } from '@/app/page-title';
import { PageHead, SectionHead } from '@/components/ui/heads';
import { Link } from '@/components/ui/link';
import { Page, Section } from '@/components/ui/page';
import { can } from '@/domain/permissions';
import { requireActor } from '@/server/auth';

export const generateMetadata = titled('help', 'title');

const STEPS = ['first', 'find', 'act', 'blocked', 'hand'] as const;

/** Where to begin, and the way to the rest of the help. */
export default async function HelpPage() {
  const actor = await requireActor();
  const t = await getTranslations('help');
  return (
    <Page>
      <PageHead title={t('title')} rule />
      <Section aria-labelledby="begin">
        <SectionHead id="begin">{t('begin.title')}</SectionHead>
        <dl className="max-w-180 border-t border-rule">
          {STEPS.map((step) => (
            <div key={step} className="border-b border-rule-soft py-2">
              <dt className="font-bold">{t(`begin.${step}.question`)}</dt>
              <dd>{t(`begin.${step}.answer`)}</dd>
            </div>
          ))}
        </dl>
      </Section>
      <Section aria-labelledby="more">
        <SectionHead id="more">{t('more')}</SectionHead>
        <ul className="[&_a]:inline-block [&_a]:py-1.5">
          <li>
            <Link href="/help/roles">{t('roles.title')}</Link>
          </li>
          {can(actor, 'programme.read') && (
            <li>
              <Link href="/programmes">{t('programmes')}</Link>
            </li>
          )}
          <li>
            <Link href="/help/shortcuts">{t('shortcutsTitle')}</Link>
          </li>
          <li>
            <Link href="/profile">{t('preferences')}</Link>
          </li>
        </ul>
      </Section>
    </Page>
  );
}
