import { getLocale, getTranslations } from 'next-intl/server';
import { EmptyState } from '@/components/ui/empty-state';
import { FilterBar, FilterChips, FilterItem } from '@/components/ui/filter-bar';
import { DateInput, Select } from '@/components/ui/inputs';
import { Pager } from '@/components/ui/pager';
import type { Actor } from '@/domain/actor';
import type { CaseFacts } from '@/domain/case-facts';
import type { AmountUnit } from '@/domain/money';
import { TIMELINE_GROUPS } from '@/domain/timeline';
import { labelOf } from '@/i18n/label';
import { timelineHref } from '../timeline-filter';
import { listPeopleOnTimeline, listTimeline, type TimelineFilter } from '../timeline-queries';
import { CaseTimeline } from './case-timeline';

type Props = { actor: Actor; facts: CaseFacts; filter: TimelineFilter; unit: AmountUnit };

/** The whole record of a case, page by page, narrowed to a kind, a person or a span of days by its address. */
export async function CaseTimelineTab({ actor, facts, filter, unit }: Props) {
  const t = await getTranslations('cases');
  const locale = await getLocale();
  const timeline = await listTimeline(actor, facts.id, filter);
  if (!timeline) return null;
  const people = await listPeopleOnTimeline(actor, facts.id);
  const personName = (id: string) => {
    const person = people.find((entry) => entry.id === id);
    return person ? labelOf(person.name, locale) : t('timeline.somebody');
  };
  const { group, person, from, to } = filter;
  const chips = [
    group && { label: t(`timeline.groups.${group}`), removeHref: timelineHref(facts.id, filter, { group: undefined }) },
    person && { label: personName(person), removeHref: timelineHref(facts.id, filter, { person: undefined }) },
    from && {
      label: t('timeline.fromDay', { day: from }),
      removeHref: timelineHref(facts.id, filter, { from: undefined }),
    },
    to && { label: t('timeline.toDay', { day: to }), removeHref: timelineHref(facts.id, filter, { to: undefined }) },
  ].filter((chip) => typeof chip === 'object');
  const clearHref = timelineHref(facts.id, {}, {});
  return (
    <>
      <FilterBar
        action={`/cases/${facts.id}`}
        resetHref={clearHref}
        hidden={{ tab: 'timeline' }}
        activeCount={chips.length}
        label={t('timeline.filter')}
        key={clearHref + chips.map((chip) => chip.label).join()}
      >
        <FilterItem label={t('timeline.group')}>
          <Select
            name="group"
            width="short"
            placeholder={t('list.all')}
            defaultValue={group ?? ''}
            options={TIMELINE_GROUPS.map((value) => ({ value, label: t(`timeline.groups.${value}`) }))}
          />
        </FilterItem>
        <FilterItem label={t('timeline.person')}>
          <Select
            name="person"
            width="medium"
            placeholder={t('list.all')}
            defaultValue={person ?? ''}
            options={people.map((entry) => ({
              value: entry.id,
              label: [entry.name, entry.organisation].map((name) => labelOf(name, locale)).join(t('listComma')),
            }))}
          />
        </FilterItem>
        <FilterItem label={t('timeline.from')}>
          <DateInput name="from" defaultValue={from} />
        </FilterItem>
        <FilterItem label={t('timeline.to')}>
          <DateInput name="to" defaultValue={to} />
        </FilterItem>
      </FilterBar>
      <FilterChips chips={chips} clearHref={clearHref} />
      {timeline.rows.length === 0 ? (
        <EmptyState title={t('timeline.nothing')}>{t('timeline.nothingNext')}</EmptyState>
      ) : (
        <CaseTimeline rows={timeline.rows} facts={facts} actor={actor} unit={unit} />
      )}
      <Pager
        {...(filter.after ? { firstHref: timelineHref(facts.id, filter, { after: undefined }) } : {})}
        {...(timeline.next ? { nextHref: timelineHref(facts.id, filter, { after: timeline.next }) } : {})}
      />
    </>
  );
}
