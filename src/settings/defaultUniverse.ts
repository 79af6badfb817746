/**
 * What is refreshed where UNIVERSE is not set: widely held exchange-traded funds of the New York
 * exchanges, one line per kind of exposure.
 */
export const DEFAULT_UNIVERSE: readonly string[] = Object.freeze(
  [
    // United States, by size and style
    'SPY IVV VOO VTI QQQ DIA IWM MDY IJH IJR RSP VUG VTV IWF IWD VIG SCHD VYM DVY USMV MTUM QUAL',
    // United States, by sector
    'XLB XLC XLE XLF XLI XLK XLP XLRE XLU XLV XLY SMH XBI KRE VNQ',
    // Other countries and the world
    'VEA VWO VXUS EFA IEFA EEM IEMG ACWI VT VGK EWJ EWZ EWU EWG INDA MCHI FXI',
    // Bonds and bills
    'AGG BND BNDX TLT IEF SHY TIP LQD HYG JNK EMB MUB VCIT VCSH MBB BIL SGOV',
    // Metals, commodities and currency
    'GLD IAU SLV DBC USO UUP',
  ].flatMap((line) => line.split(' ')),
);
