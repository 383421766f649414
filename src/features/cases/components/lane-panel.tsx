import { getLocale, getTranslations } from 'next-intl/server';
import { ActionForm } from '@/components/ui/action-form';
import { RadioGroup } from '@/components/ui/choices';
import { Field } from '@/components/ui/field';
import { TextArea } from '@/components/ui/inputs';
import { ConfirmPanel } from '@/components/ui/panels';
import { SubmitButton } from '@/components/ui/submit-button';
import type { Actor } from '@/domain/actor';
import { mayChangeLane } from '@/domain/green-channel';
import { can } from '@/domain/permissions';
import { labelOf } from '@/i18n/label';
import { grantGreenLane, revokeGreenLane } from '../actions';
import type { CaseView } from '../queries';

/** The green channel given or taken back, for those who may and where the programme has one. */
export async function LanePanel({ actor, view }: { actor: Actor; view: CaseView }) {
  const { facts } = view;
  const { greenChannel } = facts.definition;
  if (!greenChannel || !can(actor, 'lane.grant') || !mayChangeLane(facts)) return null;
  if (facts.conflicts.includes(actor.userId)) return null;
  const t = await getTranslations('cases');
  const locale = await getLocale();
  const green = facts.lane === 'GREEN';
  return (
    <ConfirmPanel title={t(green ? 'lanes.revoke' : 'lanes.grant')} note={t('lanes.GREENNote')} className="mt-4">
      <ActionForm
        action={green ? revokeGreenLane : grantGreenLane}
        aria-label={t(green ? 'lanes.revoke' : 'lanes.grant')}
      >
        <input type="hidden" name="caseId" value={facts.id} />
        <input type="hidden" name="version" value={facts.version} />
        {!green && (
          <Field name="criterion" label={t('lanes.criterion')} group required>
            <RadioGroup
              choices={greenChannel.criteria.map((row) => ({ value: row.code, label: labelOf(row.name, locale) }))}
            />
          </Field>
        )}
        <Field name="reason" label={t('lanes.reason')} required>
          <TextArea rows={2} maxLength={500} />
        </Field>
        <SubmitButton variant="default">{t(green ? 'lanes.revoke' : 'lanes.grant')}</SubmitButton>
      </ActionForm>
    </ConfirmPanel>
  );
}
