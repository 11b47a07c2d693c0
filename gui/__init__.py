"""Every way in for a person: the window, and the command line, which calls the same functions.

Layers, top to bottom (checked by import contracts)
---------------------------------------------------
``app | command_line``                              the only places that build Session, JobRunner and window
``main_window``                                     docks and menus from actions; no logic
``patient_sessions``                                sessions: what the window has of them
``session_window | window_state``                   how the window is arranged in one, and how it was left
``session_files | recovery | recent_menu``          saved, opened, offered back; the last patients
``view_area|maps_area|window_dialogs|files|region_files|region_shapes|region_exports|self_test|appearance|guide``  tabs;
                                                    dialogs and files of the menus; what this computer can do;
                                                    preferences; the guide in four steps
``drawer``                                          what stands below the views
``panels | dialogs | slices | scene3d | plots``     what is seen; they meet in `Session`, never each other
``figures``                                         drawn the same on screen, in files and from the command line
``models | widgets | actions | undo_actions``       parts
``live_seed | intents | projector | autosave``      the map that follows the mouse; what keys mean; maps between spaces;
                                                    the session on the disk, once a minute
``commands``                                        what a user intends, without a dialog
``undo``                                            one command per gesture
``recent``                                          the patients who were open last
``session | jobs | settings``                       the state, the background work, what is remembered
``spaces``                                          which layer is in which space of the patient, and how it is seen
``layer | seeds | perfusion_state | graph_state | compare_state | case_state | drawing | undo_history``  one image,
                                                    the seeds, ASL series, graph, comparisons, whose they are, the
                                                    drawn regions; how many steps and bytes can be undone
``bug_report | dressing``                           the log, as it may be shown to others; another theme, in turns
``style | log | fonts | display | language | collector | turns | heap | modules``  what everything above stands on
``qt_safe``                                         no exception ends the program where Qt calls Python
"""
