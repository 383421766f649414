import { getLocale, getTranslations } from 'next-intl/server';
import { titled } from '@/app/page-title';
import { Button, ButtonLink } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { Breadcrumb, PageHead } from '@/components/ui/heads';
import { Select } from '@/components/ui/inputs';
import { Link } from '@/components/ui/link';
import { Page } from '@/components/ui/page';
import { RowHead, Table, Td, Th } from '@/components/ui/table';
import { can } from '@/domain/permissions';
import { POLICY_KIND_NAMES, PolicyValue } from '@/features/programmes/components/policy-forms';
import { requireRight } from '@/features/programmes/gate';
import { listPolicyValues } from '@/features/programmes/policy-queries';
import { labelOf } from '@/i18n/label';
import { formatDayRange } from '@/lib/format-day';
import { read } from '@/server/command';

export const generateMetadata = titled('programmes', 'policies.title');

export default async function PolicyValuesPage({
  searchParams,
}: {
  searchParams: Promise<{ kind?: string | string[] }>;
}) {
  const actor = await requireRight('programme.read');
  const { kind: named } = await searchParams;
  const kind = POLICY_KIND_NAMES.find((name) => name === named);
  const rows = await read(actor, (tx) => listPolicyValues(tx, actor, kind ? { kind } : {}));
  const writes = can(actor, 'policy.write');
  const locale = await getLocale();
  const t = await getTranslations('programmes');
  return (
    <Page>
      <Breadcrumb items={[{ label: t('title'), href: '/programmes' }, { label: t('policies.title') }]} />
      <PageHead
        title={t('policies.title')}
        below={t('policies.note')}
        actions={
          writes && (
            <ButtonLink variant="primary" href="/policy-values/new">
              {t('policies.add')}
            </ButtonLink>
          )
        }
      />
      <form className="screen-only my-3 flex flex-wrap items-center gap-3">
        <Select
          name="kind"
          aria-label={t('policies.kind')}
          placeholder={t('policies.everyKind')}
          defaultValue={kind ?? ''}
          options={POLICY_KIND_NAMES.map((name) => ({ value: name, label: t(`policies.kinds.${name}`) }))}
        />
        <Button type="submit">{t('policies.filter')}</Button>
      </form>
      {rows.length === 0 ? (
        <EmptyState title={t('policies.none')}>{t('policies.noneHint')}</EmptyState>
      ) : (
        <Table caption={t('policies.title')}>
          <thead>
            <tr>
              <Th>{t('policies.kind')}</Th>
              <Th>{t('policies.place')}</Th>
              <Th>{t('policies.programme')}</Th>
              <Th num>{t('policies.value')}</Th>
              <Th>{t('inForce')}</Th>
              <Th>{t('documentNumber')}</Th>
              {writes && <Th>{t('policies.operation')}</Th>}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.id}>
                <RowHead>{t(`policies.kinds.${row.kind}`)}</RowHead>
                <Td label={t('policies.place')}>{row.place}</Td>
                <Td label={t('policies.programme')}>
                  {row.programme
                    ? `${row.programme.code} ${labelOf(row.programme.name, locale)}`
                    : t('policies.everyProgramme')}
                </Td>
                <Td num label={t('policies.value')}>
                  <PolicyValue kind={row.kind} value={row.value} />
                </Td>
                <Td label={t('inForce')}>{formatDayRange(row.validFrom, row.validTo)}</Td>
                <Td label={t('documentNumber')}>
                  {row.url ? (
                    <a href={row.url} rel="noreferrer" target="_blank">
                      {row.documentNumber}
                    </a>
                  ) : (
                    row.documentNumber
                  )}
                </Td>
                {writes && (
                  <Td>
                    {row.validTo === null && (
                      <Link href={`/policy-values/${row.id}`}>
                        {t('policies.end')}
                        <span className="sr-only"> {row.documentNumber}</span>
                      </Link>
                    )}
                  </Td>
                )}
              </tr>
            ))}
          </tbody>
        </Table>
      )}
    </Page>
  );
}
