import { getTranslations } from 'next-intl/server';
import { FilterItem } from '@/components/ui/filter-bar';
import { DateInput, Select } from '@/components/ui/inputs';
import { SearchInput } from '@/components/ui/search-form';
import type { RegionNode } from '@/features/cases/list-choices-queries';
import type { ApplicantFilter } from '../list-filter';

const INDENT = '\u3000';

type Props = {
  /** as the address has it */
  keyword: string | undefined;
  keywordHint: string;
  filter: ApplicantFilter;
  kinds: readonly { value: string; label: string }[];
  regions: readonly RegionNode[];
};

/** What a list of applicants can be narrowed by, for the frame of lists. */
export async function applicantFilterParts({ keyword, keywordHint, filter, kinds, regions }: Props) {
  const t = await getTranslations('applicants.list');
  return {
    lead: (
      <FilterItem label={t('keyword')}>
        <SearchInput width="medium" aria-label={t('keyword')} placeholder={keywordHint} value={keyword} />
      </FilterItem>
    ),
    usual: (
      <>
        <FilterItem label={t('region')}>
          <Select
            name="region"
            className="md:w-36"
            aria-label={t('region')}
            placeholder={t('all')}
            defaultValue={String(filter.regionId ?? '')}
            options={regions.map(({ id, name, depth }) => ({ value: String(id), label: INDENT.repeat(depth) + name }))}
          />
        </FilterItem>
        <FilterItem label={t('kind')}>
          <Select
            name="kind"
            className="md:w-36"
            aria-label={t('kind')}
            placeholder={t('all')}
            defaultValue={filter.kind ?? ''}
            options={kinds}
          />
        </FilterItem>
        <FilterItem label={t('from')}>
          <DateInput name="from" aria-label={t('from')} defaultValue={filter.from ?? ''} />
        </FilterItem>
        <FilterItem label={t('to')}>
          <DateInput name="to" aria-label={t('to')} defaultValue={filter.to ?? ''} />
        </FilterItem>
      </>
    ),
  };
}
