import { getTranslations } from 'next-intl/server';
import { ActionForm } from '@/components/ui/action-form';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { Field } from '@/components/ui/field';
import { TextArea } from '@/components/ui/inputs';
import { Link } from '@/components/ui/link';
import { SubmitButton } from '@/components/ui/submit-button';
import { RowHead, Table, Td, Th } from '@/components/ui/table';
import { formatAmount } from '@/domain/money';
import { REFUSAL_CODES } from '@/domain/refusal';
import { describeRefusal } from '@/server/refusal-text';
import { resolve } from '../actions';
import type { LineView, MissingView } from '../queries';

function Reference({ line }: { line: LineView }) {
  return line.paymentId ? <Link href={`/payments/${line.paymentId}`}>{line.reference}</Link> : line.reference;
}

/** What waits for a person, the oldest first, each with what is the matter and the way to settle it. */
export async function ExceptionTable({ lines }: { lines: readonly LineView[] }) {
  const t = await getTranslations('bank-returns');
  const yuan = (await getTranslations('common'))('unitYUAN');
  const reasons = await Promise.all(
    lines.map(async ({ refusal }) => {
      const code = REFUSAL_CODES.find((known) => known === refusal);
      return code ? describeRefusal({ code }) : null;
    }),
  );
  return (
    <Table caption={t('exceptions')}>
      <thead>
        <tr>
          <Th>{t('reference')}</Th>
          <Th num>{t('amountYuan')}</Th>
          <Th>{t('account')}</Th>
          <Th>{t('said')}</Th>
          <Th>{t('matter')}</Th>
          <Th num>{t('age')}</Th>
          <Th>{t('resolve')}</Th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line, index) => (
          <tr key={line.id}>
            <RowHead>
              <Reference line={line} />
            </RowHead>
            <Td num label={t('amount')} unit={yuan}>
              {formatAmount(line.amountFen, 'YUAN')}
            </Td>
            <Td label={t('account')}>{`****${line.accountTail}`}</Td>
            <Td label={t('said')}>
              {t('saidOn', { outcome: t(`outcomes.${line.outcome}`), day: line.happenedOn })}
              {line.bankReason && <span className="block text-sm text-ink-2">{line.bankReason}</span>}
            </Td>
            <Td phone="line">
              {line.exception && t(`matters.${line.exception}`)}
              {reasons[index] && <span className="block text-sm text-ink-2">{reasons[index]}</span>}
            </Td>
            <Td num label={t('age')}>
              {t('days', { count: line.ageDays })}
            </Td>
            <Td phone="line">
              <ConfirmDialog
                trigger={t('resolve')}
                title={t('resolveOf', { reference: line.reference })}
                description={t('resolveNote')}
              >
                <ActionForm action={resolve} aria-label={t('resolveOf', { reference: line.reference })}>
                  <input type="hidden" name="lineId" value={line.id} />
                  <Field name="resolution" label={t('resolution')} required>
                    <TextArea rows={3} maxLength={500} />
                  </Field>
                  <SubmitButton>{t('resolveSubmit')}</SubmitButton>
                </ActionForm>
              </ConfirmDialog>
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

/** What was paid and the bank has not reported, though it has reported later days. */
export async function MissingTable({ rows }: { rows: readonly MissingView[] }) {
  const t = await getTranslations('bank-returns');
  const yuan = (await getTranslations('common'))('unitYUAN');
  return (
    <Table caption={t('missing')}>
      <thead>
        <tr>
          <Th>{t('reference')}</Th>
          <Th num>{t('amountYuan')}</Th>
          <Th>{t('releasedOn')}</Th>
          <Th num>{t('age')}</Th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.paymentId}>
            <RowHead>
              <Link href={`/payments/${row.paymentId}`}>{row.reference}</Link>
            </RowHead>
            <Td num label={t('amount')} unit={yuan}>
              {formatAmount(row.amountFen, 'YUAN')}
            </Td>
            <Td label={t('releasedOn')}>{row.releasedOn}</Td>
            <Td num label={t('age')}>
              {t('days', { count: row.ageDays })}
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

/** What was compared last, with what became of it. */
export async function LatestTable({ lines }: { lines: readonly LineView[] }) {
  const t = await getTranslations('bank-returns');
  const yuan = (await getTranslations('common'))('unitYUAN');
  return (
    <Table caption={t('latest')}>
      <thead>
        <tr>
          <Th>{t('reference')}</Th>
          <Th num>{t('amountYuan')}</Th>
          <Th>{t('said')}</Th>
          <Th>{t('became')}</Th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <tr key={line.id}>
            <RowHead>
              <Reference line={line} />
            </RowHead>
            <Td num label={t('amount')} unit={yuan}>
              {formatAmount(line.amountFen, 'YUAN')}
            </Td>
            <Td label={t('said')}>{t('saidOn', { outcome: t(`outcomes.${line.outcome}`), day: line.happenedOn })}</Td>
            <Td label={t('became')}>
              {t(`statuses.${line.status}`)}
              {line.resolution && <span className="block text-sm text-ink-2">{line.resolution}</span>}
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
