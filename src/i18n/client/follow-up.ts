import en from '../messages/en/follow-up.json';
import zh from '../messages/zh-CN/follow-up.json';
import { wordsFrom } from './words';

export const useFollowUpWords = wordsFrom('follow-up', { 'zh-CN': zh, en });
