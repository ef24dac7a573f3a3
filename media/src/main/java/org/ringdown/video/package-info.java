/**
 * The way of pictures from one leg to the other: passed through, and decoded only where the two share no codec and there is an add-on for it.
 *
 * <p>Read {@link org.ringdown.video.PictureIntake} first: what a leg does with the packets of its far end, among them those that it has to ask
 * for again. Then {@link org.ringdown.video.PictureHearing}: how a leg sees its partner, in its own payload types. Then
 * {@link org.ringdown.video.PictureEgress}: the one stream that a far end sees, which begins with a keyframe whenever its source changes.
 * {@link org.ringdown.video.PictureFeedback} is the RTCP beside it, which ends at each leg.
 *
 * <p>A {@link org.ringdown.video.PictureConversion} is one such stream, on a thread of the {@link org.ringdown.video.PictureMill}; {@link
 * org.ringdown.video.PictureAssembler} makes whole pictures out of packets, there and for recordings.
 *
 * <p>Threads: everything else belongs to the leg whose side it is on, and so to one worker. Nothing here allocates per packet.
 *
 * <p>Not here: sound, sockets, encryption, which legs are joined.
 */
package org.ringdown.video;
