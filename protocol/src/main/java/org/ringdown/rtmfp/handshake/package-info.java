/** How a session begins: four chunks, of which a responder keeps nothing until the third shows where its sender is (RFC 7016 §3.5.1). */
package org.ringdown.rtmfp.handshake;
