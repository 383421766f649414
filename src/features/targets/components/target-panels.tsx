import { useTranslations } from 'next-intl';
import { ConfirmPanel } from '@/components/ui/panels';
import { unitOf } from '@/domain/measures';
import { type AmountUnit, amountToInput } from '@/domain/money';
import { formatMeasured } from '@/features/figures/format';
import type { TargetView } from '../queries';
import { ChangeForm, DiscardForm, FreezeForm, ReviseForm } from './target-forms';

/** What this person may do with the target now; nothing for those who read it. */
export function TargetPanels({ view, unit, unitName }: { view: TargetView; unit: AmountUnit; unitName: string }) {
  const t = useTranslations('targets');
  const { may, shown, target, parent } = view;
  const isShare = parent !== null;
  const milestones = shown.milestones.map(({ on, value, share }) => ({
    on,
    value: unitOf(target.measure) === 'FEN' ? amountToInput(value, 'WAN') : `${value}`,
    ...(share === null
      ? {}
      : { note: t('shareIs', { value: `${formatMeasured(share, target.measure, unit)} ${unitName}` }) }),
  }));
  const form = { targetId: shown.id, measure: target.measure, milestones, isShare };
  return (
    <div className="space-y-4">
      {may.freeze && (
        <ConfirmPanel title={t('freeze')} why={t('freezeNote')}>
          <FreezeForm targetId={shown.id} />
        </ConfirmPanel>
      )}
      {may.change && !may.freeze && <ConfirmPanel title={t('freeze')}>{t('freezeWaits')}</ConfirmPanel>}
      {may.freezeShares && (
        <ConfirmPanel title={t('freezeShares', { count: view.draftShares })} why={t('freezeSharesNote')}>
          <FreezeForm targetId={shown.id} below />
        </ConfirmPanel>
      )}
      {may.change && (
        <ConfirmPanel title={t('change')}>
          <ChangeForm {...form} />
        </ConfirmPanel>
      )}
      {may.revise && (
        <ConfirmPanel title={t('revise')} why={t('reviseNote')}>
          <ReviseForm {...form} />
        </ConfirmPanel>
      )}
      {may.discard && (
        <ConfirmPanel title={t('discard')} why={t('discardNote')}>
          <DiscardForm targetId={shown.id} />
        </ConfirmPanel>
      )}
    </div>
  );
}
