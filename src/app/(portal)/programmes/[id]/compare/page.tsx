import { getLocale, getTranslations } from 'next-intl/server';
import { titled } from '@/app/page-title';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { Select } from '@/components/ui/inputs';
import { Page } from '@/components/ui/page';
import { DefinitionHead } from '@/features/programmes/components/definition-head';
import { Differences } from '@/features/programmes/components/differences';
import { requireDefinition, requireRight } from '@/features/programmes/gate';
import { listDefinitions } from '@/features/programmes/queries';
import { labelOf } from '@/i18n/label';
import { currentTime } from '@/server/clock';
import { read } from '@/server/command';

export const generateMetadata = titled('programmes', 'compare.title');

export default async function ComparePage({
  params,
  searchParams,
}: {
  params: Promise<{ id: string }>;
  searchParams: Promise<{ with?: string | string[] }>;
}) {
  const actor = await requireRight('programme.read');
  const definition = await requireDefinition(actor, (await params).id);
  const all = await read(actor, (tx) => listDefinitions(tx, actor, currentTime()));
  // its own earlier versions first, then what it was copied from, then the rest
  const others = all
    .filter((row) => row.id !== definition.id)
    .sort((left, right) => Number(isKin(right)) - Number(isKin(left)));
  function isKin(row: (typeof all)[number]) {
    return row.id === definition.basedOnId || row.programmeId === definition.programmeId;
  }
  const chosen = (await searchParams).with;
  const other =
    others.find((row) => row.id === chosen) ?? others.find((row) => row.id === definition.basedOnId) ?? others[0];
  const locale = await getLocale();
  const t = await getTranslations('programmes');
  return (
    <Page>
      <DefinitionHead definition={definition} page={t('compare.title')} />
      {other ? (
        <>
          <form className="screen-only my-4 flex flex-wrap items-end gap-3">
            <div className="min-w-0">
              <label htmlFor="with" className="block font-bold">
                {t('compare.with')}
              </label>
              <Select
                id="with"
                name="with"
                width="long"
                defaultValue={other.id}
                options={others.map((row) => ({
                  value: row.id,
                  label: `${row.code} ${labelOf(row.name, locale)} ${row.province} ${t('versionNumber', { number: row.version })} ${t(`states.${row.state}`)}`,
                }))}
              />
            </div>
            <Button type="submit">{t('compare.show')}</Button>
          </form>
          <Differences before={(await requireDefinition(actor, other.id)).body} after={definition.body} />
        </>
      ) : (
        <EmptyState title={t('compare.none')}>{t('compare.noneHint')}</EmptyState>
      )}
    </Page>
  );
}
