'use server';

import * as z from 'zod';
import { dayField, idField, optional, textField } from '@/features/form-fields';
import { defineAction } from '@/server/action';
import { addDecision, recordMeeting } from './mutations';

export const record = defineAction({
  permission: 'meeting.record',
  schema: z.object({
    title: textField(100),
    heldOn: dayField,
    place: textField(100),
    attendees: textField(1000, { lines: true }),
    minutes: textField(5000, { lines: true }),
  }),
  run: async (ctx, input) => {
    const result = await recordMeeting(ctx, input);
    return result.ok
      ? { ok: true, value: { redirectTo: `/meetings/${result.value.meetingId}?done=recorded` } }
      : result;
  },
});

export const decide = defineAction({
  permission: 'meeting.record',
  schema: z.object({
    meetingId: idField,
    text: textField(500, { lines: true }),
    addresseeId: idField,
    dueOn: dayField,
    caseReference: optional(textField(40)),
  }),
  run: async (ctx, input) => {
    const caseReference = input.caseReference?.toUpperCase() ?? null;
    const result = await addDecision(ctx, { ...input, caseReference });
    return result.ok ? { ok: true, value: { redirectTo: `/meetings/${input.meetingId}?done=decided` } } : result;
  },
});
