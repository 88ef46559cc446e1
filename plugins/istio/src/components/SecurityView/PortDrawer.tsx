import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useVerdictWords } from '../../hooks/useVerdictWords';
import { objectText } from '../../text/objectText';
import { useStrictStep } from '../../steps/useStrictStep';
import { istioTranslationRef } from '../../translations/istioTranslationRef';
import { SideDrawer } from '../SideDrawer/SideDrawer';
import { StateWord } from '../StateWord/StateWord';
import { StrictReasons } from '../WorkloadFacts/StrictReasons';
import { WhyAndStep } from '../Why/WhyAndStep';
import type { SecurityRow } from './securityRow';

interface PortDrawerProps {
  entityRef: string;
  row?: SecurityRow;
  onClose: () => void;
}

/** The whole reason behind the mode of one port. */
export function PortDrawer({ entityRef, row, onClose }: PortDrawerProps) {
  const { t } = useTranslationRef(istioTranslationRef);
  const words = useVerdictWords();
  const stepOf = useStrictStep(entityRef);
  const content = row && {
    title:
      row.port.port === 0
        ? t('security.drawerTitleAll')
        : t('security.drawerTitle', { port: String(row.port.port) }),
    place: `${row.workload.cluster} · ${objectText(row.workload.ref)}`,
    word: <StateWord word={words.mtls(row.port.mode)} tone={row.port.tone} />,
    body: (
      <>
        <WhyAndStep why={row.port.why} step={stepOf(row.workload, row.port)} />
        <StrictReasons reasons={row.port.strict.reasons} />
      </>
    ),
  };
  return <SideDrawer content={content} onClose={onClose} />;
}
