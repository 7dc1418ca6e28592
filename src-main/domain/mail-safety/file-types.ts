// Kinds of files that do something when they are opened (knowledge, mail A2), and the extensions of those that only say something.

/** Programs, scripts, installers, links to programs, and documents with macros, by what opens them. */
const RUNS = new Set(
  [
    // Windows
    "ade adp app appref-ms application appx appxbundle bas bat bgi cab cer chm cmd cnt com cpl crt csh der diagcab exe fxp",
    "gadget grp hlp hpj hta htc inf ins isp its jar jnlp job js jse ksh lib library-ms lnk mad maf mag mam maq mar mas mat mau mav",
    "maw mcf mda mdb mde mdt mdw mdz mht mhtml msc msh msh1 msh2 mshxml msi msix msixbundle msp mst ocx ops osd pcd pif pl plg prf prg",
    "printerexport ps1 ps1xml ps2 ps2xml psc1 psc2 psd1 psdm1 psm1 pst py pyc pyo pyw pyz pyzw rdp reg scf scr sct search-ms",
    "searchconnector-ms settingcontent-ms shb shs sys theme themepack tmp url vb vbe vbp vbs vhd vsmacros vsw webpnp website ws wsb wsc wsf wsh xbap xll xnk",
    // Office with macros, and OneNote
    "docm dotm xlsm xltm xlam xla xlm pptm potm ppam ppsm ppa sldm one onepkg onetoc2 iqy slk oqy rqy dqy wiz accde accdb accdr",
    // Macs
    "action applescript scpt scptd command dmg pkg mpkg osx terminal tool workflow webloc inetloc fileloc mobileconfig",
    // Linux and others
    "appimage deb rpm run sh bash zsh fish desktop elf bin out ko so apk ipa snap flatpakref flatpak jsp php rb",
  ].flatMap((line) => line.split(" ")),
);

/** Disk images and archives that are one: what is inside loses the mark of its origin. */
export const MOUNTS: ReadonlySet<string> = new Set("iso img vhd vhdx vmdk udf dmg toast nrg wim esd".split(" "));

/** Pages of somebody else's, which may run or fetch what they like in a browser. */
export const PAGES: ReadonlySet<string> = new Set(
  "htm html xhtml xht shtml shtm svg svgz xml xsl xslt mht mhtml".split(" "),
);

/** @param extension lower case, without its dot */
export const isRunnable = (extension: string) => RUNS.has(extension) && !MOUNTS.has(extension) && !PAGES.has(extension);

const BY_TYPE: Readonly<Record<string, string>> = {
  "application/pdf": "pdf",
  "application/zip": "zip",
  "application/json": "json",
  "application/ms-tnef": "dat",
  "application/vnd.ms-tnef": "dat",
  "application/pgp-keys": "asc",
  "application/pgp-signature": "asc",
  "application/pgp-encrypted": "txt",
  "application/pkcs7-mime": "p7m",
  "application/x-pkcs7-mime": "p7m",
  "application/pkcs7-signature": "p7s",
  "application/x-pkcs7-signature": "p7s",
  "application/msword": "doc",
  "application/vnd.ms-excel": "xls",
  "application/vnd.ms-powerpoint": "ppt",
  "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
  "application/vnd.openxmlformats-officedocument.presentationml.presentation": "pptx",
  "application/vnd.oasis.opendocument.text": "odt",
  "application/vnd.oasis.opendocument.spreadsheet": "ods",
  "application/rtf": "rtf",
  "application/ics": "ics",
  "text/calendar": "ics",
  "text/vcard": "vcf",
  "text/x-vcard": "vcf",
  "text/html": "html",
  "text/plain": "txt",
  "text/csv": "csv",
  "text/markdown": "md",
  "text/rfc822-headers": "txt",
  "message/rfc822": "eml",
  "message/global": "eml",
  "message/delivery-status": "txt",
  "message/disposition-notification": "txt",
  "image/jpeg": "jpg",
  "image/png": "png",
  "image/gif": "gif",
  "image/webp": "webp",
  "image/heic": "heic",
  "image/tiff": "tif",
  "image/bmp": "bmp",
  "image/svg+xml": "svg",
  "audio/mpeg": "mp3",
  "audio/mp4": "m4a",
  "audio/wav": "wav",
  "audio/ogg": "ogg",
  "video/mp4": "mp4",
  "video/quicktime": "mov",
};

/** Extension of a media type, for files that have none. */
export const extensionOfType = (mediaType: string): string | undefined =>
  Object.hasOwn(BY_TYPE, mediaType) ? BY_TYPE[mediaType] : undefined;
