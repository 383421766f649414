import { getLocale, getTranslations } from 'next-intl/server';
import { titled } from '@/app/page-title';
import { LanguageSwitch } from '@/components/shell/language-switch';
import { ShortcutSwitch } from '@/components/shell/shortcut-switch';
import { TextSizeSwitch } from '@/components/shell/text-size-switch';
import { ActionForm } from '@/components/ui/action-form';
import { DataList } from '@/components/ui/data-list';
import { PageHead, SectionHead } from '@/components/ui/heads';
import { Link } from '@/components/ui/link';
import { Page, Section } from '@/components/ui/page';
import { SubmitButton } from '@/components/ui/submit-button';
import { can } from '@/domain/permissions';
import { endMyOtherSessions, endMySession } from '@/features/identity/actions';
import { ChangePasswordForm } from '@/features/identity/components/change-password-form';
import { SessionTable } from '@/features/identity/components/session-table';
import { getProfile } from '@/features/identity/queries';
import { labelOf } from '@/i18n/label';
import { formatInstant } from '@/lib/format-day';
import { requireActor } from '@/server/auth';
import { currentTime } from '@/server/clock';
import { read } from '@/server/command';
import { hasShortcuts, textSize } from '@/server/preferences';

export const generateMetadata = titled('identity', 'profile');

export default async function ProfilePage() {
  const actor = await requireActor();
  const profile = await read(actor, (tx) => getProfile(tx, actor, currentTime()));
  const locale = await getLocale();
  const t = await getTranslations('identity');
  const roles = await getTranslations('roles');
  const shell = await getTranslations('shell');
  const phrases = await getTranslations('phrases');
  const { previousSignIn } = profile;
  const previous = previousSignIn
    ? t('previousSignInAt', { at: formatInstant(previousSignIn.at), address: previousSignIn.address ?? '--' })
    : t('firstSignIn');
  return (
    <Page>
      <PageHead title={t('profile')} meta={labelOf(actor.displayName, locale)} rule />
      <Section>
        <DataList
          facts={[
            { label: t('username'), value: actor.username },
            { label: t('staffNumber'), value: actor.staffNumber },
            { label: t('organisation'), value: labelOf(actor.organisation.name, locale) },
            { label: t('roles'), value: actor.roles.map((role) => roles(role)).join(t('listSeparator')) },
            { label: t('previousSignIn'), value: previous },
            {
              label: t('factor.title'),
              value: <Link href="/profile/second-factor">{t('factor.manage')}</Link>,
              note: profile.factor.isSetUp ? t('factor.on') : t('factor.off'),
            },
            { label: t('language'), value: <LanguageSwitch className="max-md:h-11" /> },
            { label: shell('textSize'), value: <TextSizeSwitch current={await textSize()} /> },
            { label: shell('shortcuts.title'), value: <ShortcutSwitch on={await hasShortcuts()} /> },
            ...(can(actor, 'case.read')
              ? [{ label: phrases('title'), value: <Link href="/profile/phrases">{phrases('manageHere')}</Link> }]
              : []),
          ]}
        />
      </Section>
      <Section aria-labelledby="sessions">
        <SectionHead id="sessions" note={t('sessionsNote')}>
          {t('sessions')}
        </SectionHead>
        <SessionTable
          sessions={profile.sessions}
          currentId={actor.sessionId}
          end={(session) => (
            <ActionForm action={endMySession}>
              <input type="hidden" name="sessionId" value={session.id} />
              <SubmitButton variant="text" size="small">
                {t('endSession')}
              </SubmitButton>
            </ActionForm>
          )}
        />
        {profile.sessions.length > 1 && (
          <ActionForm action={endMyOtherSessions} aria-label={t('endOthers')} className="mt-3">
            <SubmitButton variant="default">{t('endOthers')}</SubmitButton>
          </ActionForm>
        )}
      </Section>
      <Section aria-labelledby="password">
        <SectionHead id="password" note={t('passwordNote')}>
          {t('changePassword')}
        </SectionHead>
        <div className="max-w-92">
          <ChangePasswordForm />
        </div>
      </Section>
    </Page>
  );
}
