/**
 * AMF: the values that Flash and RTMP peers exchange (Action Message Format, AMF 0 and AMF 3).
 *
 * <p>Read {@code AmfValue}, then {@code Amf0Reader}. What was read is numbers, texts, maps and lists: a class name from the wire is a text,
 * and nothing is ever made of it. XML and objects that read themselves (externalizable) are refused.
 *
 * <p>A reader is bounded three ways ({@code Budget}): how deep, how many values, how much text, and what a reference stands for counts as
 * if it were written out. A value can therefore be walked, printed and written again without a thought.
 *
 * <p>Threads: values are immutable; readers and writers belong to one thread.
 *
 * <p>Not here: what the values mean ({@code rtmp.message}).
 */
package org.ringdown.rtmp.amf;
