/**
 * Messages in chunks, so that a long picture does not keep a short sound waiting (RTMP 1.0 §5.3).
 *
 * <p>Read {@code ChunkReader} and {@code ChunkWriter}. Both are for one direction of one connection. The reader is where everything that
 * strangers may claim is bounded ({@code ChunkLimits}); it makes room for bytes as they arrive, never for what is announced.
 *
 * <p>Threads: a reader and a writer belong to one thread each.
 *
 * <p>Not here: what the messages mean ({@code rtmp.message}).
 */
package org.ringdown.rtmp.chunk;
