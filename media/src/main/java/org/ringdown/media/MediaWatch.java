package org.ringdown.media;

/** Hears of the milestones of all legs. Called on their workers: implementations post and return. */
@FunctionalInterface
public interface MediaWatch {
    /** Nobody looks; then nothing is looked for either. */
    MediaWatch NOBODY = (_, _, _) -> {};

    /**
     * @param cname of the leg's reports, as whoever opened it named it
     * @param port at which the leg receives
     */
    void noted(String cname, int port, MediaNote note);
}
