/** How packets are kept secret, and how two ends agree on keys (RFC 7425 §4). */
package org.ringdown.rtmfp.crypto;
