/**
 * Where RTMP clients come in: a port, its connections, and who they are.
 *
 * <p>Read {@link org.ringdown.net.rtmp.RtmpSockets} first, then {@code RtmpConnection}, which has the threads, and {@code RtmpTalk}, which has the
 * words.
 *
 * <p>Not here: RTMP itself ({@link org.ringdown.rtmp}), and what phones say by it ({@link org.ringdown.flash}).
 */
package org.ringdown.net.rtmp;
