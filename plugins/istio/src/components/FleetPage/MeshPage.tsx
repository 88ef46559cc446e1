import { Container } from '@backstage/ui';
import { FleetPage } from './FleetPage';

/** The mesh page in the frame of the new frontend system, which draws the header. */
export function MeshPage() {
  return (
    <Container>
      <FleetPage />
    </Container>
  );
}
