import 'server-only';
import { amountToInput } from '@/domain/money';
import { can } from '@/domain/permissions';
import { refuse } from '@/domain/refusal';
import { APPLICANT_KINDS, type ApplicantKind } from '@/domain/stage';
import { formKeys } from '@/features/drafts/form-keys';
import { saveDraftIn } from '@/features/drafts/mutations';
import { getDraft } from '@/features/drafts/queries';
import { isSameEntry } from '@/features/drafts/values';
import type { FormValues } from '@/lib/action-result';
import { newUuid } from '@/lib/uuid';
import { type Context, type Result, today, write } from '@/server/command';
import { registerConsultation } from './mutations';
import { checkPart, openParts, type Part, SAVED_PARTS, savedParts } from './parts';
import { getRegistrationForm, getRegistrationStart } from './queries';
import { entityRegistrationSchema, householdRegistrationSchema } from './schema';

/**
 * A registration that is being written lives in a draft of its writer until it is sent; no case exists before that.
 */

const hrefOf = (id: string) => `/cases/new/${id}`;
const text = (values: FormValues, name: string) => (typeof values[name] === 'string' ? (values[name] as string) : '');
const kindOf = (values: FormValues): ApplicantKind =>
  APPLICANT_KINDS.find((kind) => kind === values.kind) ?? refuse('INVALID_INPUT');

/** What the list of drafts calls a registration: the project, else the applicant, else the programme. */
export const titleOf = (values: FormValues, otherwise: string) =>
  (text(values, 'title') || text(values, 'name') || otherwise).slice(0, 60);

export type StartInput = {
  programmeId: string;
  townshipId: number;
  kind: ApplicantKind;
  projectId: string | null;
  /** a registration whose start is changed; what was filled in stays */
  registrationId: string | null;
};

/**
 * Begins a registration, or changes where one begins. PROGRAMME_NOT_AVAILABLE (no such programme at this place, or the
 * place is out of reach), APPLICANT_KIND_NOT_ALLOWED, NOT_PERMITTED, NOT_FOUND for a registration that is not the person's.
 */
export async function beginRegistration(ctx: Context, input: StartInput): Promise<Result<{ id: string }>> {
  const form = await getRegistrationForm(ctx.actor, input, today(ctx));
  const { project } = await getRegistrationStart(
    ctx.actor,
    { countyId: null, projectId: input.projectId ?? undefined },
    today(ctx),
  );
  const id = input.registrationId ?? newUuid();
  const known = await getDraft(ctx.actor, formKeys.registration(id));
  return write(ctx, async (tx) => {
    if (!can(ctx.actor, 'case.register')) refuse('NOT_PERMITTED');
    if (input.registrationId && !known) refuse('NOT_FOUND');
    if (!form) refuse('PROGRAMME_NOT_AVAILABLE');
    if (!form.limits) refuse('APPLICANT_KIND_NOT_ALLOWED');
    const values: FormValues = {
      ...(project && !known
        ? {
            title: project.name,
            purpose: project.content,
            amount: amountToInput(project.plannedAmountFen, 'WAN') ?? '',
          }
        : {}),
      ...(project?.villageId && !known ? { villageId: String(project.villageId) } : {}),
      programmeId: input.programmeId,
      townshipId: String(input.townshipId),
      kind: input.kind,
      projectId: project?.id ?? '',
    };
    // branches and villages belong to the place that was left
    const moved = known !== null && ['programmeId', 'townshipId'].some((name) => known.values[name] !== values[name]);
    const finished = savedParts(known?.values ?? {}).filter((part) => !(moved && part === 'branch'));
    await saveDraftIn(tx, ctx, {
      formKey: formKeys.registration(id),
      href: hrefOf(id),
      title: titleOf({ ...known?.values, ...values }, form.programmeName.zh),
      values: { ...values, ...(moved ? { branchId: '', villageId: '' } : {}), [SAVED_PARTS]: finished },
      revision: known?.revision ?? 0,
      partial: true,
    });
    return { id };
  });
}

/**
 * Saves one part as finished. The other parts stay. INVALID_INPUT when it is not right, NOT_FOUND when there is no such
 * registration of this person (any more), CONFLICT when another window has saved this part differently meanwhile.
 */
export async function saveRegistrationPart(
  ctx: Context,
  input: { registrationId: string; part: Part; values: FormValues; revision?: number | undefined },
): Promise<Result<void>> {
  const formKey = formKeys.registration(input.registrationId);
  const known = await getDraft(ctx.actor, formKey);
  return write(ctx, async (tx) => {
    if (!can(ctx.actor, 'case.register')) refuse('NOT_PERMITTED');
    if (!known) refuse('NOT_FOUND');
    if (!checkPart(input.part, kindOf(known.values), input.values).success) refuse('INVALID_INPUT');
    const differs = Object.keys(input.values).some((name) => !isSameEntry(known.values[name], input.values[name]));
    if (input.revision !== undefined && input.revision !== known.revision && differs) refuse('CONFLICT');
    await saveDraftIn(tx, ctx, {
      formKey,
      href: hrefOf(input.registrationId),
      title: titleOf({ ...known.values, ...input.values }, known.title),
      values: { ...input.values, [SAVED_PARTS]: [...new Set([...savedParts(known.values), input.part])] },
      revision: known.revision,
      partial: true,
    });
  });
}

/**
 * Registers the consultation that was written part by part, and erases its draft. REGISTRATION_INCOMPLETE while a part
 * is not finished, NOT_FOUND when there is no such registration (any more), and all refusals of registerConsultation.
 */
export async function sendRegistration(ctx: Context, id: string): Promise<Result<{ id: string; reference: string }>> {
  const draftKey = formKeys.registration(id);
  const draft = await getDraft(ctx.actor, draftKey);
  if (!draft) return write(ctx, async () => refuse('NOT_FOUND'));
  const { values } = draft;
  const kind = kindOf(values);
  const open = openParts(kind, values);
  const incomplete = () =>
    write(ctx, async () => refuse('REGISTRATION_INCOMPLETE', { count: Math.max(open.length, 1) }));
  if (open.length > 0) return incomplete();
  if (kind === 'HOUSEHOLD') {
    const read = householdRegistrationSchema.safeParse(values);
    if (!read.success) return incomplete();
    const { identityNumber, name, phone, householdKind, address, amount, term, green, ...rest } = read.data;
    return registerConsultation(ctx, {
      ...rest,
      draftKey,
      greenCriterion: green,
      requestedAmountFen: amount,
      requestedTermMonths: term,
      applicant: { kind, identityNumber, name, phone, householdKind, address },
    });
  }
  const read = entityRegistrationSchema.safeParse(values);
  if (!read.success) return incomplete();
  const { creditCode, name, contactName, contactPhone, leadingEnterprise, employsPoorHouseholds, ...rest } = read.data;
  return registerConsultation(ctx, {
    ...rest,
    draftKey,
    greenCriterion: rest.green,
    requestedAmountFen: rest.amount,
    requestedTermMonths: rest.term,
    applicant: {
      kind: rest.kind,
      creditCode,
      name,
      contactName,
      contactPhone,
      leadingEnterprise,
      employsPoorHouseholds,
    },
  });
}
