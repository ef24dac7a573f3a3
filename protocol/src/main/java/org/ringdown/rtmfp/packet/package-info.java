/** What datagrams are made of: session ids, packet headers, chunks, options (RFC 7016 §2). */
package org.ringdown.rtmfp.packet;
