/** RTMP's messages in RTMFP's flows (RFC 7425 §5): a client on this road is a client like any other. */
package org.ringdown.rtmfp.flash;
