'use server';

import { defineAction } from '@/server/action';
import { answerInstruction, closeInstruction, followUpInstruction, issueOnCase, issueOnFigure } from './mutations';
import { answerSchema, closeSchema, followUpSchema, onCaseSchema, onFigureSchema } from './schema';

const threadOf = (id: string, done: string) => ({ redirectTo: `/instructions/${id}?done=${done}` });

export const instructOnCase = defineAction({
  permission: 'instruction.issue',
  schema: onCaseSchema,
  run: async (ctx, input) => {
    const result = await issueOnCase(ctx, input);
    return result.ok ? { ok: true, value: threadOf(result.value.instructionId, 'issued') } : result;
  },
});

export const instructOnFigure = defineAction({
  permission: 'instruction.issue',
  schema: onFigureSchema,
  run: async (ctx, { measure, region, programme, asOf, ...input }) => {
    const figure = { measure, regionId: region, programmeId: programme ?? undefined, asOf };
    const result = await issueOnFigure(ctx, { ...input, figure });
    return result.ok ? { ok: true, value: threadOf(result.value.instructionId, 'issued') } : result;
  },
});

export const answer = defineAction({
  permission: 'instruction.answer',
  schema: answerSchema,
  run: async (ctx, input) => {
    const result = await answerInstruction(ctx, input);
    return result.ok ? { ok: true, value: threadOf(input.instructionId, 'REPLY') } : result;
  },
});

// Who records a meeting issues its decisions without being a leader; the rule asks for the issuer of this one.
export const followUp = defineAction({
  permission: 'instruction.read',
  schema: followUpSchema,
  run: async (ctx, input) => {
    const result = await followUpInstruction(ctx, input);
    return result.ok ? { ok: true, value: threadOf(input.instructionId, 'FOLLOW_UP') } : result;
  },
});

export const close = defineAction({
  permission: 'instruction.read',
  schema: closeSchema,
  run: async (ctx, input) => {
    const result = await closeInstruction(ctx, { ...input, text: input.text ?? '' });
    return result.ok ? { ok: true, value: threadOf(input.instructionId, 'CLOSE') } : result;
  },
});
