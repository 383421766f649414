import en from '../messages/en/due-diligence.json';
import zh from '../messages/zh-CN/due-diligence.json';
import { wordsFrom } from './words';

export const useDueDiligenceWords = wordsFrom('due-diligence', { 'zh-CN': zh, en });
