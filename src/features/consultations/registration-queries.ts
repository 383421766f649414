import 'server-only';
import type { Actor } from '@/domain/actor';
import type { Day } from '@/domain/calendar';
import { APPLICANT_KINDS, type ApplicantKind } from '@/domain/stage';
import { formKeys } from '@/features/drafts/form-keys';
import { type DraftView, getDraft } from '@/features/drafts/queries';
import type { FormValues } from '@/lib/action-result';
import {
  getRegistrationForm,
  getRegistrationStart,
  type Limits,
  type PoolProject,
  type RegistrationForm,
} from './queries';

export type Registration = {
  id: string;
  draft: DraftView;
  values: FormValues;
  kind: ApplicantKind;
  programmeId: string;
  townshipId: number;
  project: PoolProject | null;
  form: RegistrationForm & { limits: Limits };
};

/** A registration that this person is writing; null for anybody else's, for one that was sent, and where it may no longer be. */
export async function getRegistration(actor: Actor, id: string, day: Day): Promise<Registration | null> {
  const draft = await getDraft(actor, formKeys.registration(id));
  if (!draft) return null;
  const { values } = draft;
  const kind = APPLICANT_KINDS.find((entry) => entry === values.kind);
  const [programmeId, townshipId] = [String(values.programmeId), Number(values.townshipId)];
  if (!kind) return null;
  const form = await getRegistrationForm(actor, { programmeId, kind, townshipId }, day);
  if (!form?.limits) return null;
  const projectId = typeof values.projectId === 'string' && values.projectId !== '' ? values.projectId : undefined;
  const { project } = await getRegistrationStart(actor, { countyId: null, projectId }, day);
  return { id, draft, values, kind, programmeId, townshipId, project, form: { ...form, limits: form.limits } };
}
