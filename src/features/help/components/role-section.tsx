import { getTranslations } from 'next-intl/server';
import { SectionHead } from '@/components/ui/heads';
import { Section } from '@/components/ui/page';
import { RowHead, Table, Td, Th } from '@/components/ui/table';
import type { Role } from '@/domain/permissions';
import { dutiesOf } from '../role-verbs';

/** What one role may do with a case, stage by stage, and everything else it may do. */
export async function RoleSection({ role, own }: { role: Role; own: boolean }) {
  const t = await getTranslations('help');
  const roles = await getTranslations('roles');
  const cases = await getTranslations('cases');
  const { stages, others } = dutiesOf(role);
  const separator = t('separator');
  return (
    <Section aria-labelledby={role}>
      <SectionHead id={role} note={own ? t('roles.yours') : undefined}>
        {roles(role)}
      </SectionHead>
      {stages.length > 0 && (
        <Table caption={t('roles.caption', { role: roles(role) })}>
          <thead>
            <tr>
              <Th className="w-48">{t('roles.stage')}</Th>
              <Th>{t('roles.verbs')}</Th>
            </tr>
          </thead>
          <tbody>
            {stages.map(({ stage, verbs }) => (
              <tr key={stage}>
                <RowHead>{cases(`stages.${stage}`)}</RowHead>
                <Td>{verbs.map((verb) => cases(`verbs.${verb}`)).join(separator)}</Td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
      {others.length > 0 && (
        <p className="mt-2">
          <b>{t(stages.length > 0 ? 'roles.others' : 'roles.all')}</b>{' '}
          {others.map((permission) => t(`permissions.${permission.replace('.', '_')}` as never)).join(separator)}
        </p>
      )}
    </Section>
  );
}
