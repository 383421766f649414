import en from '../messages/en/contracts.json';
import zh from '../messages/zh-CN/contracts.json';
import { wordsFrom } from './words';

export const useContractWords = wordsFrom('contracts', { 'zh-CN': zh, en });
