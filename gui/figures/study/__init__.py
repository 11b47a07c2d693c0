"""Figures of the statistics of a study, each drawn from the record that its analysis returns.

``arrows``        an arrow between two boxes
``key``           marks and lines beside their names
``marks``         colours and shapes of groups, which colour-blind readers tell apart
``sheet``         what all have: title, stamp, body, notes below; it becomes a `Figure`
``frame``         axes whose captions are broken, never cut
``scatter``       a correlation: points, line, band
``path_diagram``  a mediation
``roc_curves``    ROC curves with their areas
``group_values``  violins, boxes and dots of a number by group; coupling between groups
``violin``        the shape of a violin, the box, where dots lie
``flow_chart``    recruited, excluded, analysed
``files``         which figures an analysis has, what they are called, and their captions
"""
