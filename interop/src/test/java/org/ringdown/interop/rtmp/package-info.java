/** A small RTMP server on sockets, which a session of ours drives: what it takes from ffmpeg it gives to ffmpeg and rtmpdump again. */
package org.ringdown.interop.rtmp;
