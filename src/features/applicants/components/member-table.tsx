import { getTranslations } from 'next-intl/server';
import { RowHead, Table, Td, Th } from '@/components/ui/table';
import { MISSING } from '@/domain/money';
import type { MemberView } from '../queries';

export async function MemberTable({ members }: { members: readonly MemberView[] }) {
  const t = await getTranslations('applicants');
  return (
    <Table caption={t('members.caption')}>
      <thead>
        <tr>
          <Th>{t('members.name')}</Th>
          <Th>{t('members.relation')}</Th>
          <Th>{t('members.sex')}</Th>
          <Th num>{t('members.age')}</Th>
          <Th>{t('members.labour')}</Th>
          <Th>{t('fields.IDENTITY_NUMBER')}</Th>
          <Th>{t('fields.PHONE')}</Th>
        </tr>
      </thead>
      <tbody>
        {members.map((member) => (
          <tr key={member.id}>
            <RowHead>{member.name}</RowHead>
            <Td phone="title-end">{t(`relations.${member.relation}`)}</Td>
            <Td label={t('members.sex')}>{member.sex ? t(`sexes.${member.sex}`) : MISSING}</Td>
            <Td num label={t('members.age')}>
              {member.age ?? MISSING}
            </Td>
            <Td label={t('members.labour')}>{t(member.labourCapacity ? 'members.able' : 'members.unable')}</Td>
            <Td label={t('fields.IDENTITY_NUMBER')}>{member.identityNumber}</Td>
            <Td label={t('fields.PHONE')}>{member.phone}</Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
