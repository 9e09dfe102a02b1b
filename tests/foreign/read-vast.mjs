// SPDX-License-Identifier: GPL-3.0-or-later
// What @dailymotion/vast-client reads in VAST documents: read-vast.mjs NODE-MODULES FILE… prints a line of JSON for each advert.
import fs from 'node:fs';
import { createRequire } from 'node:module';

const [modules, ...files] = process.argv.slice(2);
const require = createRequire(modules + '/');
const { DOMParser } = require('@xmldom/xmldom');
const { VASTParser } = require('@dailymotion/vast-client');

function readLinear(linear, found) {
  found.duration = linear.duration;
  found.click = linear.videoClickThroughURLTemplate?.url ?? null;
  for (const media of linear.mediaFiles)
    found.media.push([media.fileURL, media.mimeType]);
  for (const [event, urls] of Object.entries(linear.trackingEvents))
    for (const url of urls)
      found.pings.push([event, url.url ?? url]);
  for (const url of linear.videoClickTrackingURLTemplates)
    found.pings.push(['click', url.url ?? url]);
}

function readAd(file, ad) {
  const found = { file, id: ad.id, title: ad.title, duration: null, click: null, companions: 0,
                  price: ad.pricing ? [ad.pricing.value, ad.pricing.model, ad.pricing.currency] : null, media: [], pings: [] };

  for (const url of ad.errorURLTemplates)
    found.pings.push(['error', url]);
  for (const url of ad.impressionURLTemplates)
    found.pings.push(['impression', url.url ?? url]);
  for (const creative of ad.creatives) {
    if (creative.type === 'linear')
      readLinear(creative, found);
    else if (creative.type === 'companion')
      found.companions += creative.variations.length;
  }

  return found;
}

for (const file of files) {
  const document = new DOMParser().parseFromString(fs.readFileSync(file, 'utf8'), 'text/xml');
  // Nothing is fetched: what is compared is what is in the document.
  const ads = await new VASTParser().parse(document, { url: '', resolveAll: false, wrapperDepth: 0, previousUrl: '',
                                                       allowMultipleAds: true, followAdditionalWrappers: true, isRootVAST: true });

  for (const ad of ads)
    console.log(JSON.stringify(readAd(file, ad)));
}
