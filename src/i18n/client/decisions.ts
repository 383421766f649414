import en from '../messages/en/decisions.json';
import zh from '../messages/zh-CN/decisions.json';
import { wordsFrom } from './words';

export const useDecisionWords = wordsFrom('decisions', { 'zh-CN': zh, en });
