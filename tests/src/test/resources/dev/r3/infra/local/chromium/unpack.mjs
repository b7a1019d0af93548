// Unpacks the browser into the folder for temporary files.
import chromium from "@sparticuz/chromium";

console.log(await chromium.executablePath());
