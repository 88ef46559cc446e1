/** The address as a number; undefined when it is no IPv4 address. */
function ipv4(text: string): number | undefined {
  const parts = text.split('.');
  if (parts.length !== 4) return undefined;
  let address = 0;
  for (const part of parts) {
    if (!/^\d{1,3}$/.test(part) || Number(part) > 255) return undefined;
    address = address * 256 + Number(part);
  }
  return address;
}

/** Whether an IPv4 block contains an address; blocks that are none contain nothing. */
export function blockContains(cidr: string, address: string): boolean {
  const [base, length, ...rest] = cidr.split('/');
  const [start, wanted] = [ipv4(base), ipv4(address)];
  const bits = /^\d{1,2}$/.test(length ?? '') ? Number(length) : Number.NaN;
  if (start === undefined || wanted === undefined || rest.length > 0) {
    return false;
  }
  if (Number.isNaN(bits) || bits > 32) return false;
  const size = 2 ** (32 - bits);
  return Math.floor(start / size) === Math.floor(wanted / size);
}

/** Whether a block is the whole of the address space. */
export function isEverywhere(cidr: string): boolean {
  return cidr === '0.0.0.0/0' || cidr === '::/0';
}
