import { useCallback } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { ChangeStatus } from '@meshwright/backstage-plugin-istio-common';
import { istioTranslationRef } from '../../translations/istioTranslationRef';

const KEYS = {
  proposed: 'changes.stageProposed',
  merged: 'changes.stageMerged',
  synced: 'changes.stageSynced',
  effective: 'changes.stageEffective',
  closed: 'changes.stageClosed',
} as const satisfies Record<ChangeStatus['stage'], string>;

/** Names how far a change came. */
export function useStageWord(): (stage: ChangeStatus['stage']) => string {
  const { t } = useTranslationRef(istioTranslationRef);
  return useCallback((stage: ChangeStatus['stage']) => t(KEYS[stage]), [t]);
}
