import { getLocale, getTranslations } from 'next-intl/server';
import { Link } from '@/components/ui/link';
import { NumberLink } from '@/components/ui/number-link';
import { Status } from '@/components/ui/status';
import { RowHead, Table, Td, Th } from '@/components/ui/table';
import { unitOf } from '@/domain/measures';
import { type AmountUnit, formatRate, sumFen } from '@/domain/money';
import { formatMeasured } from '@/features/figures/format';
import { listBehind } from '@/features/figures/links';
import { labelOf } from '@/i18n/label';
import type { TargetRow } from '../queries';

type Props = { rows: readonly TargetRow[]; unit: AmountUnit; caption: string; isTree?: boolean };

/** Targets with their next milestone, what is reached and what each week must bring; shares of one target name the place alone. */
export async function TargetTable({ rows, unit, caption, isTree = false }: Props) {
  const t = await getTranslations('targets');
  const measures = await getTranslations('figures.pace.measures');
  const locale = await getLocale();
  const [first] = rows;
  return (
    <Table caption={caption}>
      <thead>
        <tr>
          <Th>{t('place')}</Th>
          {!isTree && <Th>{t('programme')}</Th>}
          {!isTree && <Th>{t('measure')}</Th>}
          <Th>{t('due')}</Th>
          <Th num>{t('target')}</Th>
          <Th num>{t('actual')}</Th>
          <Th num>{t('completion')}</Th>
          <Th num>{t('elapsed')}</Th>
          <Th num>{t('perWeek')}</Th>
          <Th>{t('state')}</Th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <RowHead>
              <Link href={`/targets/${row.id}`}>{labelOf(row.place, locale)}</Link>
              {!isTree && <span className="block text-xs font-normal text-ink-3">{labelOf(row.name, locale)}</span>}
            </RowHead>
            {!isTree && <Td label={t('programme')}>{labelOf(row.programme, locale)}</Td>}
            {!isTree && <Td label={t('measure')}>{measures(row.measure)}</Td>}
            <Td label={t('due')}>{row.progress.due.on}</Td>
            <Td num label={t('target')}>
              <Value row={row} value={row.progress.due.target} unit={unit} />
            </Td>
            <Td num label={t('actual')}>
              <Actual row={row} unit={unit} />
            </Td>
            <Td num label={t('completion')}>
              {formatRate(row.progress.due.completionBps)}
            </Td>
            <Td num label={t('elapsed')}>
              {formatRate(row.progress.due.timeElapsedBps)}
            </Td>
            <Td num label={t('perWeek')}>
              {row.progress.due.requiredPerWeek === null ? (
                '--'
              ) : (
                <Value row={row} value={row.progress.due.requiredPerWeek} unit={unit} />
              )}
            </Td>
            <Td label={t('state')}>
              <State row={row} />
            </Td>
          </tr>
        ))}
      </tbody>
      {isTree && first && (
        <tfoot>
          <tr>
            <RowHead>{t('sharesSum')}</RowHead>
            <Td phone="hide" />
            <Td num label={t('target')}>
              <Value row={first} value={sumFen(rows.map((row) => row.dueShare ?? 0n))} unit={unit} />
            </Td>
            <Td num label={t('actual')}>
              <Value row={first} value={sumFen(rows.map((row) => row.progress.actual))} unit={unit} />
            </Td>
            <Td phone="hide" colSpan={4} />
          </tr>
        </tfoot>
      )}
    </Table>
  );
}

async function Value({ row, value, unit }: { row: TargetRow; value: bigint; unit: AmountUnit }) {
  const t = await getTranslations('targets');
  const units = await getTranslations('cases.units');
  return (
    <>
      {formatMeasured(value, row.measure, unit)}{' '}
      <span className="text-xs text-ink-3">{unitOf(row.measure) === 'FEN' ? units(unit) : t('cases')}</span>
    </>
  );
}

/** Opens the list of what came from the start to the day. */
function Actual({ row, unit }: { row: TargetRow; unit: AmountUnit }) {
  const { until, actual } = row.progress;
  const { regionId, programmeId, financierId, startOn } = row;
  const text = formatMeasured(actual, row.measure, unit);
  if (until < startOn) return text;
  const about = { regionId, programmeId, asOf: until, financierId: financierId ?? undefined };
  return <NumberLink href={listBehind(about, row.measure, { from: startOn })}>{text}</NumberLink>;
}

async function State({ row }: { row: TargetRow }) {
  const t = await getTranslations('targets');
  const { due } = row.progress;
  const running = due.onPace ? 'ahead' : 'behind';
  const standing = due.gap === 0n ? 'reached' : due.remainingDays === 0 ? 'missed' : running;
  return (
    <span className="inline-flex flex-wrap gap-x-2.5">
      {row.status === 'DRAFT' ? (
        <Status tone="grey" hollow>
          {t('statuses.DRAFT')}
        </Status>
      ) : (
        <Status tone={due.onPace ? 'green' : 'red'}>{t(standing)}</Status>
      )}
      {row.isUnsplit && <Status tone="amber">{t('unsplit')}</Status>}
      {row.hasDraft && <Status tone="amber">{t('hasDraft')}</Status>}
      {row.isStretched && <span className="text-xs text-ink-3">{t('stretched')}</span>}
      {row.revision > 0 && <span className="text-xs text-ink-3">{t('revised', { revision: row.revision })}</span>}
    </span>
  );
}
