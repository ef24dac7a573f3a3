/**
 * What RTMP messages mean: control, commands, data, sound and pictures (RTMP 1.0 §5.4, §6.2, §7; Enhanced RTMP v2).
 *
 * <p>Read {@code Message}, then {@code Command}. A command that has a name of ours but not its arguments is kept as any other:
 * its sender may be owed an answer.
 *
 * <p>Threads: values.
 *
 * <p>Not here: who may say what when ({@code rtmp}); the commands of phones, which come on top in the gateway.
 */
package org.ringdown.rtmp.message;
