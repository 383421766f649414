import en from '../messages/en/consultations.json';
import zh from '../messages/zh-CN/consultations.json';
import { wordsFrom } from './words';

export const useConsultationWords = wordsFrom('consultations', { 'zh-CN': zh, en });
