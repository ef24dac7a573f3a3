/**
 * Where the sound of calls is kept: files in one folder.
 *
 * <p>Read {@link org.ringdown.recording.RecordingFiles} first: the gateway's port for recordings. Each call has a thread of its own that writes, and may
 * wait for the disk as long as it takes: neither call nor worker does.
 *
 * <p>Not here: who may be recorded (see {@code org.ringdown.call.CallTape}), what a file consists of (see {@code org.ringdown.record}).
 */
package org.ringdown.recording;
